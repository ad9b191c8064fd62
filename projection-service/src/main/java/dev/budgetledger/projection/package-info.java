/** The read side: takes the facts in from Kafka, keeps them bitemporally and shows them as the disclosure tables. */
@NullMarked
package dev.budgetledger.projection;

import org.jspecify.annotations.NullMarked;
