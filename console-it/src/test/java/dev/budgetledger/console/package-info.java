/** Pages as people have them: in a browser, with what is served. */
@NullMarked
package dev.budgetledger.console;

import org.jspecify.annotations.NullMarked;
