package dev.budgetledger.projection.document.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.SampleDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a document is written as has the same bytes in another process of another place. */
class SameBytesTest {

    @Test
    void another_process_in_another_time_zone_and_language_writes_the_same_bytes() throws Exception {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=Asia/Shanghai", "-Duser.language=th", "-Duser.country=TH", "-Dfile.encoding=ISO-8859-1",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SameBytesTest.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String own = digests();

        String others = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(others.lines().filter(line -> line.startsWith("digest "))).containsExactlyElementsOf(own.lines().toList()).hasSize(3);
    }

    public static void main(String... none) throws IOException {
        System.out.print(digests());
    }

    private static String digests() throws IOException {
        Document document = SampleDocuments.of2023();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfPages.write(document, pdf);
        ByteArrayOutputStream xlsx = new ByteArrayOutputStream();
        XlsxBook.write(SampleDocuments.sheets(), document.head(), new LinkedHashMap<>(), xlsx);
        return String.join("", List.of(HtmlPages.of(document).getBytes(StandardCharsets.UTF_8), pdf.toByteArray(), xlsx.toByteArray())
                .stream().map(bytes -> "digest " + Sha256.hex(bytes) + "\n").toList());
    }
}
