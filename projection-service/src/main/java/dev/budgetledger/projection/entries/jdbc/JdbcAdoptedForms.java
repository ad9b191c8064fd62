package dev.budgetledger.projection.entries.jdbc;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.entries.AdoptedForms;

/** Reads forms out of the very bytes of their facts: what is at a position never changes. */
public final class JdbcAdoptedForms implements AdoptedForms {

    private static final int FORMS_MAX = 32;

    private final JdbcClient jdbc;
    private final RecentReads<Long, Form> forms = new RecentReads<>(FORMS_MAX, System::nanoTime);

    public JdbcAdoptedForms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Adopted> of(String id, long position) {
        return jdbc.sql("select position from forms where id = ? and position <= ? order by position desc limit 1")
                .params(id, position)
                .query(Long.class)
                .optional()
                .map(this::at);
    }

    @Override
    public Optional<Adopted> prescribed(String jurisdiction, Form.Level level, int fiscalYear, long position) {
        return jdbc.sql("""
                        select position from (
                            select distinct on (id) position, from_year, through_year from forms
                            where jurisdiction = ? and level = ? and document = 'BUDGET' and position <= ?
                            order by id, position desc) as last
                        where from_year <= ? and (through_year is null or through_year >= ?)
                        order by position desc limit 1""")
                .params(jurisdiction, level.name(), position, fiscalYear, fiscalYear)
                .query(Long.class)
                .optional()
                .map(this::at);
    }

    @Override
    public List<Adopted> all(String after, long position, int limit) {
        List<Long> positions = jdbc.sql("""
                        select distinct on (id collate "C") position from forms
                        where id collate "C" > ? and position <= ? order by id collate "C", position desc limit ?""")
                .params(after, position, limit)
                .query((row, _) -> row.getLong(1))
                .list();
        return positions.stream().map(this::at).toList();
    }

    private Adopted at(long position) {
        return new Adopted(forms.of(position, this::read), position);
    }

    private Form read(long position) {
        byte[] envelope = jdbc.sql("select envelope from facts where position = ?")
                .param(position)
                .query((row, _) -> PackedEnvelope.unpack(row.getBytes(1)))
                .single();
        return ((Fact.FormAdopted) Envelope.parse(envelope).fact()).form();
    }
}
