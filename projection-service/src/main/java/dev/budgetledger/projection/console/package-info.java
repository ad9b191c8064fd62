/** 页面: the frame of what people read in a browser at the addresses that programs read as JSON. */
@NullMarked
package dev.budgetledger.projection.console;

import org.jspecify.annotations.NullMarked;
