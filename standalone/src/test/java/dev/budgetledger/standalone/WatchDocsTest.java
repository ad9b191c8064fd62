package dev.budgetledger.standalone;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person is called for has its heading, and Prometheus asks where the services are. */
class WatchDocsTest {

    @Test
    void every_alert_has_its_heading_in_order() {
        assertThat(Markdown.page("docs/runbooks/watch.md").headings(3))
                .isEqualTo(WatchFiles.alerts().stream().map(Map.Entry::getKey).toList());
    }

    @Test
    void prometheus_asks_the_management_ports_and_reads_the_alerts() {
        Map<String, Object> file = WatchFiles.yaml("observability/prometheus.yml");

        assertThat(WatchFiles.list(file.get("rule_files"))).singleElement().satisfies(rules ->
                assertThat(Markdown.file("observability/" + rules)).exists());
        for (Object job : WatchFiles.list(file.get("scrape_configs"))) {
            String service = String.valueOf(WatchFiles.map(job).get("job_name"));
            Object targets = WatchFiles.map(WatchFiles.list(WatchFiles.map(job).get("static_configs")).getFirst()).get("targets");
            assertThat(targets).isEqualTo(List.of("localhost:" + managementPort(service)));
            assertThat(WatchFiles.alerts()).anySatisfy(alert ->
                    assertThat(alert.getValue()).isEqualTo("up{job=\"" + service + "\"} == 0"));
        }
    }

    @Test
    void a_name_that_is_not_told_is_found_wherever_it_stands_in_a_query() {
        Scrape told = Scrape.of("# TYPE a_total counter\na_total{code=\"x{y=\\\"\",type=\"z\"} 1.0\nb 2\n");
        assertThat(told.labels()).isEqualTo(Map.of("a_total", Set.of("code", "type"), "b", Set.of()));

        assertThat(PromQuery.of("sum by (code) (rate(a_total{type=~\"x|c\"}[5m])) > 1e9 and b < 3").unknownTo(told)).isEmpty();
        assertThat(PromQuery.of("sum by (colour, le) (rate(a_total{kind=\"x\"}[5m])) or max(c)").unknownTo(told))
                .containsExactlyInAnyOrder(".colour", "a_total.kind", "c");
    }

    private static String managementPort(String service) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(service + ".yml"));
        return String.valueOf(Objects.requireNonNull(yaml.getObject()).get("management.server.port"));
    }
}
