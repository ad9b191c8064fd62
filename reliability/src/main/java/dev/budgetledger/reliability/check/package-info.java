/**
 * Judges a run by what was sent, what was answered and what can be read afterwards. Written from the reference, with
 * the JDK and a JSON reader only: an error of the services is not repeated here.
 */
@NullMarked
package dev.budgetledger.reliability.check;

import org.jspecify.annotations.NullMarked;
