/**
 * What a disclosure table is, and how one is made of its form.
 */
@NullMarked
package dev.budgetledger.projection.disclosure.table;

import org.jspecify.annotations.NullMarked;
