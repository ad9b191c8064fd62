package dev.budgetledger.projection.catalogue;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which codes are known.
 *
 * @param folder of files that stand in place of the shipped ones
 */
@ConfigurationProperties("projection.catalogue")
record CatalogueSettings(@Nullable Path folder) {}
