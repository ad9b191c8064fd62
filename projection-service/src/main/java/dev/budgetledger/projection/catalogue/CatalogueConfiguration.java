package dev.budgetledger.projection.catalogue;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogueSettings.class)
class CatalogueConfiguration {

    @Bean
    ReferenceCatalogue referenceCatalogue(CatalogueSettings settings) {
        return CatalogueFiles.read(settings.folder());
    }
}
