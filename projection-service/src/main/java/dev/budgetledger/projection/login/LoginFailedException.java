package dev.budgetledger.projection.login;

/** Somebody has not logged in. The message is for the log: it may say what a provider answered. */
final class LoginFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    LoginFailedException(String why) {
        super(why);
    }

    LoginFailedException(String why, Throwable cause) {
        super(why, cause);
    }
}
