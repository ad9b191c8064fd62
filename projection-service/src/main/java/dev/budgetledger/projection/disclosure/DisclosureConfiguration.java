package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;

@Configuration(proxyBeanMethods = false)
class DisclosureConfiguration {

    @Bean
    Templates templates() {
        return TemplateFiles.read();
    }

    @Bean
    Forms forms() {
        return TemplateFiles.forms();
    }

    /** Reads the templates, and what their tables look like, from the class path. */
    static final class TemplateFiles {

        private static final String FILES = "classpath*:disclosure/template-*.json";

        private static final String FORMS = "classpath*:forms/*.json";

        private static final JsonMapper MAPPER = new JsonMapper();

        private TemplateFiles() {}

        static Templates read() {
            PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
            List<Template> templates = new ArrayList<>();
            try {
                for (Resource file : resources.getResources(FILES)) {
                    Map<String, Object> document = MAPPER.readValue(bytes(file), new TypeReference<>() {});
                    int year = MAPPER.convertValue(document.get("fiscalYear"), Integer.class);
                    templates.add(new Template(
                            year,
                            FormReader.read(bytes(resources.getResource("classpath:forms/shijiazhuang-" + year + ".json"))),
                            MAPPER.convertValue(document.get("sameMoney"), new TypeReference<List<Template.SameMoney>>() {})));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + FILES, e);
            }
            return new Templates(templates);
        }

        static Forms forms() {
            List<Form> forms = new ArrayList<>();
            try {
                for (Resource file : new PathMatchingResourcePatternResolver().getResources(FORMS)) {
                    forms.add(FormReader.read(bytes(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + FORMS, e);
            }
            return new Forms(forms);
        }

        private static byte[] bytes(Resource file) throws IOException {
            try (InputStream in = file.getInputStream()) {
                return in.readAllBytes();
            }
        }
    }
}
