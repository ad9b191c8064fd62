/** Who asks, and at which addresses he may: tokens of an issuer, access keys of a file, one table of addresses a service. */
@NullMarked
package dev.budgetledger.edge.access;

import org.jspecify.annotations.NullMarked;
