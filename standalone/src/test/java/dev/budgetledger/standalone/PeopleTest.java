package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.KeysFile;
import dev.budgetledger.embedded.CannotStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The keys that a first start makes, and what later ones do with them. */
class PeopleTest {

    @TempDir
    private Path data;

    private Path folder;

    @BeforeEach
    void folder() {
        folder = data.resolve("people");
    }

    @Test
    void the_first_start_makes_a_key_for_each_that_only_its_owner_reads_and_keeps_of_it_the_hash() throws IOException {
        var people = People.in(folder);

        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(files()).containsOnlyKeys(
                "audience", "auditor.curl", "checker.curl", "keys.json", "officer.curl", "operator.curl", "publisher.curl");
        assertThat(files().keySet()).allSatisfy(name -> assertThat(rights(folder.resolve(name))).isEqualTo("rw-------"));
        assertThat(hashes().keys()).hasSize(6).allSatisfy(entry -> {
            String key = entry.name().equals("sample") ? people.sampleKey() : key(entry.name());
            assertThat(entry.sha256()).isEqualTo(hashOf(key));
            assertThat(entry.roles()).containsExactly(entry.name().equals("sample") ? "officer" : entry.name());
            assertThat(entry.expires() == null).isEqualTo(!entry.name().equals("sample"));
        });
        assertThat(String.join("", files().values())).doesNotContain(people.sampleKey());
        assertThat(Files.readString(people.keysFile())).doesNotContain(key("officer"));
    }

    @Test
    void the_next_start_takes_them_again_and_posts_the_sample_by_another() throws IOException {
        String first = People.in(folder).sampleKey();
        Map<String, String> before = files();
        List<AccessKey> keys = hashes().keys();

        assertThat(People.in(folder).sampleKey()).isNotEqualTo(first);

        before.remove("keys.json");
        assertThat(files()).containsAllEntriesOf(before).hasSize(before.size() + 1);
        assertThat(hashes().keys()).hasSize(6).containsAll(keys.subList(0, 5)).noneMatch(entry -> entry.sha256().equals(hashOf(first)));
    }

    @Test
    void tokens_are_for_this_installation_as_long_as_it_lasts(@TempDir Path another) {
        String audience = People.in(folder).audience();

        assertThat(audience).startsWith("urn:uuid:").isNotEqualTo(People.in(another.resolve("people")).audience());
        assertThat(People.in(folder).audience()).isEqualTo(audience);
    }

    @Test
    void who_was_taken_out_stays_out_and_who_was_put_in_stays_in() throws IOException {
        var people = People.in(folder);
        AccessKey office = new AccessKey("budget-office", hashOf("x"), List.of("officer"), List.of("301"), List.of(2023), null);
        Files.writeString(people.keysFile(), new KeysFile(Stream.concat(
                hashes().keys().stream().filter(entry -> !entry.name().equals("officer")), Stream.of(office)).toList()).text());

        var _ = People.in(folder);

        assertThat(hashes().keys()).contains(office).noneMatch(entry -> entry.name().equals("officer")).hasSize(6);
    }

    @Test
    void who_has_lost_a_key_removes_its_file_and_gets_another_in_place_of_it() throws IOException {
        var _ = People.in(folder);
        String lost = key("officer");
        String kept = key("checker");
        Files.delete(folder.resolve("officer.curl"));

        var _ = People.in(folder);

        assertThat(hashes().keys()).hasSize(6).noneMatch(entry -> entry.sha256().equals(hashOf(lost)))
                .anyMatch(entry -> entry.sha256().equals(hashOf(key("officer")))).anyMatch(entry -> entry.sha256().equals(hashOf(kept)));
    }

    @Test
    void where_the_hashes_are_gone_all_get_new_keys() throws IOException {
        var people = People.in(folder);
        String before = key("officer");
        Files.delete(people.keysFile());

        var _ = People.in(folder);

        assertThat(key("officer")).isNotEqualTo(before);
        assertThat(hashes().keys()).anyMatch(entry -> entry.sha256().equals(hashOf(key("officer"))));
    }

    @Test
    void hashes_that_cannot_be_read_are_one_line_and_nothing_is_written() throws IOException {
        var people = People.in(folder);
        Files.writeString(people.keysFile(), "{\"keys\":[");
        Map<String, String> before = files();

        assertThatThrownBy(() -> People.in(folder)).isInstanceOf(CannotStartException.class)
                .hasMessageContaining("keys.json cannot be read").hasMessageNotContaining("\n");

        assertThat(files()).isEqualTo(before);
    }

    private static String hashOf(String key) {
        return AccessKey.ofEverything("x", key, dev.budgetledger.edge.access.Role.READER).sha256();
    }

    private String key(String name) {
        return ReadmeShell.headerIn(folder.resolve(name + ".curl")).getValue().replace("Bearer ", "");
    }

    private KeysFile hashes() throws IOException {
        return KeysFile.parse(Files.readAllBytes(folder.resolve("keys.json")));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(file -> files.put(file.getFileName().toString(), Markdown.read(file)));
        }
        return files;
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
