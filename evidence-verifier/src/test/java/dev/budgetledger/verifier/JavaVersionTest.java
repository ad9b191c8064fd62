package dev.budgetledger.verifier;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.merkle.Hash;

import static org.assertj.core.api.Assertions.assertThat;

/** Both packages of the verifier's jar run on the oldest {@code java} that the page names. */
class JavaVersionTest {

    /** The class file format of Java 17. */
    private static final int FORMAT_MAX = 61;

    @ParameterizedTest
    @ValueSource(classes = {EvidenceVerifier.class, Hash.class})
    void the_verifier_runs_on_java_17(Class<?> one) throws IOException, URISyntaxException {
        URI code = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        String folder = one.getPackageName().replace('.', '/');
        if (code.getPath().endsWith(".jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(code))) {
                requireOldFormat(jar.getPath(folder));
            }
        } else {
            requireOldFormat(Path.of(code).resolve(folder));
        }
    }

    private static void requireOldFormat(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classes).hasSizeGreaterThan(5).allSatisfy(file ->
                    assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).getShort(6)).isLessThanOrEqualTo((short) FORMAT_MAX));
        }
    }
}
