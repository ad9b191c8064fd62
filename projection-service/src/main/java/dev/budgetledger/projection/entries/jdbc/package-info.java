/** The bitemporal store on PostgreSQL. */
@NullMarked
package dev.budgetledger.projection.entries.jdbc;

import org.jspecify.annotations.NullMarked;
