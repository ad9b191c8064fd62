/** 登录: people in a browser, who log in at an OIDC provider; their sessions, and that what a browser sends was meant by them. */
@NullMarked
package dev.budgetledger.projection.login;

import org.jspecify.annotations.NullMarked;
