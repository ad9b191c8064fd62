package dev.budgetledger.contract;

/**
 * 部门.
 *
 * @param code 1–12 letters or digits
 * @param name as printed on the tables
 */
public record Department(String code, String name) {}
