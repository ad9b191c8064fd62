/**
 * 代: the projections of the log in one database, one of them served, each in a schema of its own.
 *
 * <p>Everyone reads through one data source, which leads to the generation that is served; who writes has connections of his own. A later
 * generation has at least what an earlier had when it was served, and an instance never goes back to an earlier one.
 */
@NullMarked
package dev.budgetledger.projection.generations;

import org.jspecify.annotations.NullMarked;
