/**
 * 比上年增减情况: a budget compared with the year before.
 */
@NullMarked
package dev.budgetledger.projection.comparison;

import org.jspecify.annotations.NullMarked;
