package dev.budgetledger.projection.web;

/** A query that a form of a page asks too: what a person left blank is not asked. */
public interface FormQuery extends Query {}
