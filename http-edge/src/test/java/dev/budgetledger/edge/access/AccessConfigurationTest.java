package dev.budgetledger.edge.access;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.problems.StartRefusedException;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** With which settings a service starts. */
class AccessConfigurationTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(AccessConfiguration.class)
            .withBean(AccessTable.class, () -> new AccessTable(List.of()))
            .withBean("handlerExceptionResolver", HandlerExceptionResolver.class, () -> (_, _, _, _) -> null);

    @ParameterizedTest
    @ValueSource(strings = {
        "server.address=127.0.0.1", "server.address=::1", "server.address=localhost",
        "server.address=0.0.0.0 access.open=true",
        "server.address=0.0.0.0 access.keys-file=/nowhere access.plain-http=true",
        "server.address=0.0.0.0 access.keys-file=/nowhere server.ssl.bundle=treasury",
        "server.address=0.0.0.0 access.keys-file=/nowhere server.ssl.certificate=x.pem server.ssl.client-auth=want",
        "server.address=127.0.0.1 access.keys-file=/nowhere",
        "server.address=0.0.0.0 access.issuer-uri=https://id.example access.audience=ledger access.plain-http=true",
        "server.address=::1 access.issuer-uri=http://localhost:9 access.audience=ledger"
    })
    void a_service_starts_that_asks_who_it_is_or_that_others_do_not_reach_or_that_is_said_to_be_open(String settings) {
        service.withPropertyValues(settings.split(" ")).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void others_reach_no_service_that_asks_nobody() {
        for (String address : List.of("", "server.address=0.0.0.0", "server.address=::", "server.address=192.0.2.1")) {
            service.withPropertyValues(address).run(context -> {
                FailureAnalysis line = new StartRefusedException.Analyzer().analyze(requireNonNull(context.getStartupFailure()));

                assertThat(requireNonNull(line).getDescription()).contains("nobody is asked").hasLineCount(1);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server.address=0.0.0.0", "server.ssl.enabled=false server.ssl.bundle=treasury", "server.ssl.client-auth=need"})
    void and_none_to_which_they_would_tell_their_keys_without_tls(String settings) {
        service.withPropertyValues(settings.split(" ")).withPropertyValues("access.keys-file=/nowhere").run(context -> {
            FailureAnalysis line = new StartRefusedException.Analyzer().analyze(requireNonNull(context.getStartupFailure()));

            assertThat(requireNonNull(line).getDescription()).contains("without TLS").hasLineCount(1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "access.open=true access.keys-file=x,                             access.open=true says",
        "access.open=true access.issuer-uri=https://x access.audience=y,  access.open=true says",
        "access.issuer-uri=https://id.example,                            access.audience is not",
        "access.issuer-uri=http://192.0.2.1 access.audience=x,            is no https address",
        "access.issuer-uri=ftp://localhost access.audience=x,             is no https address",
        "access.issuer-uri=http:issuer access.audience=x,                 is no https address"
    })
    void settings_that_would_let_in_others_than_it_seems_stop_the_start(String settings, String said) {
        service.withPropertyValues(settings.split(" ")).withPropertyValues("server.address=127.0.0.1")
                .run(context -> assertThat(context.getStartupFailure()).rootCause()
                        .isInstanceOf(StartRefusedException.class).hasMessageContaining(said));
    }
}
