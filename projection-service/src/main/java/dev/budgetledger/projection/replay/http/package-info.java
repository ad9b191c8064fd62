/** 回放 over HTTP: started, asked for, and followed to its end. */
@NullMarked
package dev.budgetledger.projection.replay.http;

import org.jspecify.annotations.NullMarked;
