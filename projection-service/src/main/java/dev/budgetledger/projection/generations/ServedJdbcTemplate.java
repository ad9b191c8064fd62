package dev.budgetledger.projection.generations;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Asks the generation that is served; a question to one that has been removed is asked again of the next. */
final class ServedJdbcTemplate extends JdbcTemplate {

    private final Generations generations;

    ServedJdbcTemplate(ServedDataSource source, Generations generations) {
        super(source);
        this.generations = generations;
    }

    /** Every query comes through here. That a table is not there turns out before a row is read. */
    @Override
    public <T extends @Nullable Object> T query(
            PreparedStatementCreator statement,
            @Nullable PreparedStatementSetter parameters,
            ResultSetExtractor<T> rows)
            throws DataAccessException {
        return generations.orAgain(() -> super.query(statement, parameters, rows));
    }
}
