/**
 * How a budget is asked for over HTTP: parameters, as-of headers, problems.
 */
@NullMarked
package dev.budgetledger.projection.web;

import org.jspecify.annotations.NullMarked;
