/**
 * The expenditure tables of the three appropriations (tables 5, 7 and 8), which share a shape.
 */
@NullMarked
package dev.budgetledger.projection.disclosure.fund;

import org.jspecify.annotations.NullMarked;
