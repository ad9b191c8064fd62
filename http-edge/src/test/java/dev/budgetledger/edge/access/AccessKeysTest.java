package dev.budgetledger.edge.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The file of access keys. */
class AccessKeysTest {

    private static final String KEY = AccessKey.generate();
    private static final String SHA_256 = Token.of(KEY).sha256();
    private static final String ENTRY = """
            {"name":"王","sha256":"%s","roles":["officer"],"departments":["301"],"fiscalYears":[2023],"expires":"2027-01-01T00:00:00Z"}"""
            .formatted(SHA_256);
    private static final Instant BEFORE = Instant.parse("2026-12-31T23:59:59Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("keys.json");
    }

    @Test
    void who_has_a_key_is_who_its_entry_says_until_it_expires() throws Exception {
        Files.writeString(file, "{\"keys\":[" + ENTRY + "]}");
        AccessKeys keys = new AccessKeys(file);

        assertThat(keys.principal(SHA_256, BEFORE)).contains(
                new Principal("王", Set.of(Role.OFFICER), new Grant(Set.of("301"), Set.of(2023)), true));
        assertThat(keys.principal(SHA_256, BEFORE.plusSeconds(1))).isEmpty();
        assertThat(keys.principal(Token.of(AccessKey.generate()).sha256(), BEFORE)).isEmpty();
        assertThat(keys.fault()).isNull();
    }

    @Test
    void a_key_is_256_random_bits_and_its_kind_is_seen() {
        assertThat(AccessKey.generate()).matches("bl_[A-Za-z0-9_-]{43}").isNotEqualTo(AccessKey.generate());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{             | }",
        "officer       | mayor",
        "301           | 3 0 1",
        "[\"301\"]     | [\"301\",\"*\"]",
        "2023          | 23",
        "王            | 王#1",
        "王            | '王 '",
        "\"roles\"     | \"role\"",
        "\"name\"      | \"sha256\":\"x\",\"name\"",
        "\"name\":\"王\", | ''",
        "\"roles\":[\"officer\"], | ''",
        "2027-01-01    | soon",
        "]}            | ]}]"
    })
    void half_a_file_or_one_that_says_something_else_lets_nobody_in(String part, String instead) throws Exception {
        String whole = "{\"keys\":[" + ENTRY + "]}";
        assertThat(whole).contains(part);
        Files.writeString(file, whole.replace(part, instead));
        AccessKeys keys = new AccessKeys(file);

        assertThat(keys.principal(SHA_256, BEFORE)).isEmpty();
        assertThat(keys.fault()).isNotBlank();
    }

    @Test
    void no_file_and_a_key_twice_let_nobody_in() throws Exception {
        assertThat(new AccessKeys(file).fault()).isNotBlank();

        Files.writeString(file, "{\"keys\":[" + ENTRY + "," + ENTRY + "]}");

        assertThat(new AccessKeys(file).fault()).contains("two entries");
    }
}
