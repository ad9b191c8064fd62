package dev.budgetledger.edge.access;

/** Whether it is asked who comes. */
public interface ServiceAccess {

    /** Nobody is asked: what is said of who posts is believed. */
    boolean isOpen();
}
