package dev.budgetledger.projection.disclosure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DisclosureConfiguration {

    @Bean
    Templates templates() {
        return TemplateFiles.read();
    }
}
