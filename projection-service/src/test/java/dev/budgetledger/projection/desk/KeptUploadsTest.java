package dev.budgetledger.projection.desk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.projection.desk.KeptUploads.KeptUpload;

import static org.assertj.core.api.Assertions.assertThat;

/** A file between its check and its posting. */
class KeptUploadsTest {

    private Instant now = Instant.parse("2026-11-27T01:00:00Z");
    private final KeptUploads uploads = new KeptUploads(() -> now);

    @AfterEach
    void close() {
        uploads.close();
    }

    @Test
    void it_is_read_from_its_beginning_each_time_and_by_its_sender_only() throws IOException {
        KeptUpload kept = keep("officer", "form", "业务类型,部门");

        KeptUpload found = Objects.requireNonNull(uploads.find(kept.id(), "officer"));

        assertThat(found.read().readAllBytes()).isEqualTo(found.read().readAllBytes()).isEqualTo("业务类型,部门".getBytes(StandardCharsets.UTF_8));
        assertThat(uploads.find(kept.id(), "another")).isNull();
    }

    @Test
    void its_key_is_of_the_form_and_of_its_bytes() throws IOException {
        String key = keep("a", "form", "1").key();

        assertThat(keep("b", "form", "1").key()).isEqualTo(key).startsWith("form.").hasSizeLessThan(235);
        assertThat(keep("c", "form", "2").key()).isNotEqualTo(key);
        assertThat(keep("d", "another", "1").key()).isNotEqualTo(key);
    }

    @Test
    void a_session_has_one_for_half_an_hour() throws IOException {
        KeptUpload first = keep("officer", "form", "1");
        KeptUpload second = keep("officer", "form", "2");
        assertThat(uploads.find(first.id(), "officer")).isNull();
        assertThat(first.file().isOpen()).isFalse();

        now = now.plus(KeptUploads.AGE_MAX);
        assertThat(uploads.find(second.id(), "officer")).isNotNull();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(uploads.find(second.id(), "officer")).isNull();
        assertThat(second.file().isOpen()).isFalse();
    }

    @Test
    void of_more_than_there_is_room_for_the_oldest_goes() throws IOException {
        List<KeptUpload> all = new ArrayList<>();
        for (int i = 0; i <= KeptUploads.UPLOADS_MAX; i++) {
            all.add(keep("officer " + i, "form", "1"));
        }

        assertThat(uploads.find(all.getFirst().id(), "officer 0")).isNull();
        assertThat(all.stream().filter(each -> each.file().isOpen()).toList()).isEqualTo(all.subList(1, all.size()));
        uploads.close();
        assertThat(all).noneMatch(each -> each.file().isOpen());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, 'text/csv;charset=UTF-8'", "GBK, 'text/csv;charset=GB18030'", "UTF-16BE, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    void what_it_is_its_bytes_say(String encoding, String type) throws IOException {
        byte[] bytes = "业务类型,金额".getBytes(Charset.forName(encoding));

        assertThat(uploads.keep("officer", "form", "表.xlsx", new ByteArrayInputStream(bytes)).type()).isEqualTo(type);
    }

    private KeptUpload keep(String owner, String key, String text) throws IOException {
        return uploads.keep(owner, key, "表.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
