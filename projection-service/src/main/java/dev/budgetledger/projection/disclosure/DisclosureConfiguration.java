package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class DisclosureConfiguration {

    @Bean
    Templates templates() {
        return TemplateFiles.read();
    }

    /** Reads the templates from the class path. */
    static final class TemplateFiles {

        private static final String FILES = "classpath*:disclosure/template-*.json";

        /** A template is all there or it is refused: a forgotten or mistyped name must not print an empty table. */
        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();

        private TemplateFiles() {}

        static Templates read() {
            List<Template> templates = new ArrayList<>();
            try {
                for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                    try (InputStream json = file.getInputStream()) {
                        templates.add(MAPPER.readValue(json, Template.class));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + FILES, e);
            }
            return new Templates(templates);
        }
    }
}
