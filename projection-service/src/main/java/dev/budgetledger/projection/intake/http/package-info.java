/** 确认 over HTTP: what a person says of the records before which the intake stands. */
@NullMarked
package dev.budgetledger.projection.intake.http;

import org.jspecify.annotations.NullMarked;
