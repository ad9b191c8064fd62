package dev.budgetledger.projection;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** The read side as a process. Its settings are in {@code projection-service.yml}, so that it can share a JVM. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class ProjectionServiceApplication {

    /** The application, not yet started; settings may be added. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ProjectionServiceApplication.class)
                .properties("spring.config.name=projection-service");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
