package dev.budgetledger.ledger;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of PostgreSQL.
 *
 * @param durabilityNotRequired settings of the server that may be off although a crash may then lose what was answered
 */
@ConfigurationProperties("ledger.postgres")
record PostgresSettings(@DefaultValue Set<String> durabilityNotRequired) {

    /** Of an exception that {@link #check} raises. */
    static final String NOT_DURABLE = "BL001";

    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    /** Fails in a session whose commits may be lost in a crash of the server. Any {@code synchronous_commit} but off is kept. */
    String check() {
        return DURABILITY.stream()
                .filter(setting -> !durabilityNotRequired.contains(setting))
                .map(setting -> """
                        if current_setting('%1$s') = 'off' then
                          raise exception using errcode = '%2$s', message = 'PostgreSQL has %1$s off';
                        end if;
                        """.formatted(setting, NOT_DURABLE))
                .collect(Collectors.joining("", "do $$ begin ", " end $$"));
    }
}
