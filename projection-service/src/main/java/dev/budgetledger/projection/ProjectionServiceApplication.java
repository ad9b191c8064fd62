package dev.budgetledger.projection;

import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.budgetledger.edge.OwnSettings;

/** The read side as a process. Its settings are in {@code projection-service.yml}, so that it can share a JVM. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class ProjectionServiceApplication {

    /** The application, not yet started; settings may be added. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ProjectionServiceApplication.class)
                .properties("spring.config.name=projection-service");
    }

    @Bean
    static OwnSettings ownSettings(Environment environment) {
        return new OwnSettings(
                environment,
                "projection",
                List.of("projection.read-wait", "projection.behind-after", "projection.sums-kept", "projection.publish-wait", "projection.publish-key-file",
                        "projection.shard", "projection.shard-urls", "projection.postgres.writer.*"),
                Map.of("projection.comparison.*", "projection.reconciliation.*"));
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
