/**
 * 身份: an issuer of tokens for those who have none of their own. People log in and come back with a code (with proof by PKCE), machines
 * show a secret; what they get says who they are, their roles and their grant, as
 * {@link dev.budgetledger.edge.access the services} read it.
 */
@NullMarked
package dev.budgetledger.identity;

import org.jspecify.annotations.NullMarked;
