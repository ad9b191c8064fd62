/** 文件: files that have the same bytes whenever and wherever they are made. */
@NullMarked
package dev.budgetledger.projection.files;

import org.jspecify.annotations.NullMarked;
