package dev.budgetledger.projection.checks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.edge.problems.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A damaged set of tables is never a smaller set. */
class WholeZipTest {

    private static final int DIRECTORY_ENTRY = 0x02014b50;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_whole_zip_is_read_whether_its_files_are_described_before_or_behind(boolean packed) throws IOException {
        byte[] zip = packed ? packed("a.csv", "序号\n", "b.csv", "x".repeat(5000)) : stored("a.csv", "序号\n", "b.csv", "x".repeat(5000));

        assertThat(contents(zip)).containsExactly(Map.entry("a.csv", "序号\n"), Map.entry("b.csv", "x".repeat(5000)));
        assertThat(contents(packed())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cut_anywhere_it_is_none(boolean packed) throws IOException {
        byte[] zip = packed ? packed("a.csv", "序号\n", "b.csv", "1,2\n") : stored("a.csv", "序号\n", "b.csv", "1,2\n");
        for (int length = 0; length < zip.length; length++) {
            byte[] cut = Arrays.copyOf(zip, length);
            assertDamaged(cut);
            assertDamaged(Arrays.copyOfRange(zip, zip.length - length, zip.length));
        }
    }

    /** Times, versions and attributes say nothing of what is in a file; everything else does. */
    @Test
    void a_byte_changed_anywhere_gives_the_same_files_or_none() throws IOException {
        byte[] zip = packed("a.csv", "序号\n", "b.csv", "1,2\n".repeat(50));
        Map<String, String> whole = contents(zip);
        int taken = 0;
        for (int i = 0; i < zip.length; i++) {
            for (int flip : new int[] {1, 0x80, 0xff}) {
                byte[] changed = zip.clone();
                changed[i] ^= (byte) flip;
                try {
                    assertThat(contents(changed)).as("byte %d", i).isEqualTo(whole);
                    taken++;
                } catch (ProblemException damaged) {
                    assertThat(damaged.getMessage()).isNotBlank();
                }
            }
        }
        assertThat(taken).isLessThan(zip.length);
    }

    @Test
    void something_before_between_or_behind_is_damage() throws IOException {
        byte[] zip = packed("a.csv", "序号\n", "b.csv", "1\n");
        assertDamaged(joined("x".getBytes(UTF_8), zip));
        assertDamaged(joined(zip, "x".getBytes(UTF_8)));
        assertDamaged(joined(zip, new byte[22]));
        assertDamaged(joined(zip, zip));
        int directory = directory(zip);
        byte[] between = joined(Arrays.copyOf(zip, directory), "x".getBytes(UTF_8), Arrays.copyOfRange(zip, directory, zip.length));
        assertDamaged(between);
        little(between).putInt(between.length - 6, directory + 1);
        assertDamaged(between);
    }

    /** Streaming readers take the file that the directory does not list, others the one that it lists. */
    @Test
    void a_file_that_the_directory_does_not_list_is_damage() throws IOException {
        byte[] zip = packed("a.csv", "序号\n", "b.csv", "1\n");
        int directory = directory(zip);
        int second = directory + 46 + 5;
        byte[] one = joined(Arrays.copyOf(zip, second), Arrays.copyOfRange(zip, zip.length - 22, zip.length));
        little(one).putShort(one.length - 14, (short) 1).putShort(one.length - 12, (short) 1).putInt(one.length - 10, second - directory);

        assertDamaged(one);
    }

    @Test
    void a_file_that_unpacks_to_more_than_it_says_is_damage_before_it_takes_memory() throws IOException {
        byte[] bomb = packed("a.csv", "0".repeat(8 << 20));
        assertThat(WholeZip.files(bomb)).singleElement().satisfies(file -> assertThat(file.size()).isEqualTo(8 << 20));
        int directory = directory(bomb);
        ByteBuffer said = little(bomb);
        said.putInt(directory + 24, 10).putInt(directory - 4, 10); // in the directory, and after the file

        List<WholeZip.Entry> files = WholeZip.files(bomb);
        assertThatThrownBy(files.getFirst()::unpack).isInstanceOf(ProblemException.class).hasMessageContaining("damaged");
    }

    @Test
    void what_is_encrypted_or_packed_otherwise_is_not_read() throws IOException {
        byte[] encrypted = packed("a.csv", "1\n");
        little(encrypted).putShort(6, (short) (8 | 1)).putShort(directory(encrypted) + 8, (short) (8 | 1));
        byte[] other = packed("a.csv", "1\n");
        little(other).putShort(8, (short) 12).putShort(directory(other) + 10, (short) 12);

        for (byte[] zip : List.of(encrypted, other)) {
            assertThatThrownBy(() -> contents(zip)).isInstanceOf(ProblemException.class).hasMessageContaining("encrypted");
        }
    }

    private static void assertDamaged(byte[] zip) {
        assertThatThrownBy(() -> contents(zip)).as("%d bytes", zip.length).isInstanceOf(ProblemException.class).hasMessageContaining("damaged");
    }

    private static Map<String, String> contents(byte[] zip) {
        Map<String, String> contents = new LinkedHashMap<>();
        WholeZip.files(zip).forEach(file -> contents.put(file.name(), new String(file.unpack(), UTF_8)));
        return contents;
    }

    private static byte[] packed(String... files) throws IOException {
        return zip(ZipEntry.DEFLATED, files);
    }

    private static byte[] stored(String... files) throws IOException {
        return zip(ZipEntry.STORED, files);
    }

    private static byte[] zip(int method, String... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < files.length; i += 2) {
                byte[] content = files[i + 1].getBytes(StandardCharsets.UTF_8);
                ZipEntry entry = new ZipEntry(files[i]);
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 sum = new CRC32();
                    sum.update(content);
                    entry.setSize(content.length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static int directory(byte[] zip) {
        int at = little(zip).getInt(zip.length - 6);
        assertThat(little(zip).getInt(at)).isEqualTo(DIRECTORY_ENTRY);
        return at;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
