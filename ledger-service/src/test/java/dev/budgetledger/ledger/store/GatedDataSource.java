package dev.budgetledger.ledger.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that every statement goes to through a gate. */
final class GatedDataSource {

    /** Lets a statement pass, holds it back, or has it fail before the database sees it or after. */
    interface Gate {
        void before(String sql) throws SQLException, InterruptedException;

        default void after(String sql) throws SQLException {}
    }

    private GatedDataSource() {}

    static DataSource of(DataSource database, Gate gate) {
        return proxy(DataSource.class, (_, method, arguments) -> {
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? gated(connection, gate) : result;
        });
    }

    private static Connection gated(Connection connection, Gate gate) {
        return proxy(Connection.class, (_, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? gated(statement, (String) arguments[0], gate)
                    : result;
        });
    }

    private static PreparedStatement gated(PreparedStatement statement, String sql, Gate gate) {
        return proxy(PreparedStatement.class, (_, method, arguments) -> {
            boolean executes = method.getName().startsWith("execute");
            if (executes) {
                gate.before(sql);
            }
            Object result = invoke(statement, method, arguments);
            if (executes) {
                gate.after(sql);
            }
            return result;
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(GatedDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
