package dev.budgetledger.projection.catalogue;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogueConfiguration.CatalogueSettings.class)
class CatalogueConfiguration {

    @Bean
    ReferenceCatalogue referenceCatalogue(CatalogueSettings settings) {
        return CatalogueFiles.read(settings.folder());
    }

    /**
     * Which codes are known.
     *
     * @param folder of files that stand in place of the shipped ones
     */
    @ConfigurationProperties("projection.catalogue")
    record CatalogueSettings(@Nullable Path folder) {}
}
