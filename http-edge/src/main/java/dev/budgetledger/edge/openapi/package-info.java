/**
 * The description of a service, OpenAPI 3.1, as it follows from its handlers, its records and the schemas of the contract.
 */
@NullMarked
package dev.budgetledger.edge.openapi;

import org.jspecify.annotations.NullMarked;
