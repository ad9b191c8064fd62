package dev.budgetledger.projection.replay;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of what replays build.
 *
 * @param keepRetired for how long a projection is kept after another was served in its place
 */
@ConfigurationProperties("projection.replays")
record ReplaySettings(@DefaultValue("24h") Duration keepRetired) {}
