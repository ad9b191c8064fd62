/** Evidence packages over HTTP. */
@NullMarked
package dev.budgetledger.projection.evidence.http;

import org.jspecify.annotations.NullMarked;
