package dev.budgetledger.projection.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import dev.budgetledger.projection.web.Query.FormQuery;

/** Fills the {@link Query} records of handler methods, strictly. */
public final class QueryResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Query.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws ReflectiveOperationException {
        Class<?> type = parameter.getParameterType();
        return query(type, request, FormQuery.class.isAssignableFrom(type));
    }

    private static Object query(Class<?> type, NativeWebRequest request, boolean ofForm) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = Query.class.isAssignableFrom(types[i])
                    ? query(types[i], request, ofForm)
                    : value(components[i], request.getParameterValues(components[i].getName()), ofForm);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    /** The names of the parameters that an argument takes, for {@link dev.budgetledger.edge.problems.StrictRequest}. */
    public static Stream<String> names(MethodParameter argument) {
        return Query.class.isAssignableFrom(argument.getParameterType())
                ? Query.parameters(argument.getParameterType()).map(RecordComponent::getName)
                : Stream.empty();
    }

    /** Whether what is left blank of an argument is not asked. */
    public static boolean isOfForm(MethodParameter argument) {
        return FormQuery.class.isAssignableFrom(argument.getParameterType());
    }

    private static @Nullable Object value(RecordComponent component, String @Nullable [] given, boolean ofForm) {
        if (given == null || (ofForm && given[0].isEmpty())) {
            return null;
        }
        return ParameterValues.parse(component.getName(), given[0], component.getType());
    }
}
