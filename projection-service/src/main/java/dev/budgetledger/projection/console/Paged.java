package dev.budgetledger.projection.console;

/** An answer that people may read as a page. */
public interface Paged {

    /** XHTML that HTML5 reads the same, to be sent as UTF-8. */
    String page();
}
