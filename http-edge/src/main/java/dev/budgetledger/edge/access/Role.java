package dev.budgetledger.edge.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** 角色: what somebody is let do. At which addresses says the {@link AccessTable} of a service. */
public enum Role {
    /** 经办: posts. */
    OFFICER,
    /** 复核: looks at what is to be posted, and at what was. */
    CHECKER,
    /** 公开: publishes. */
    PUBLISHER,
    /** 审计: reads all, verifies. */
    AUDITOR,
    /** Reads tables, publications and the log. */
    READER,
    /** 运维: health in detail, replays, acknowledgements; never posts. */
    OPERATOR;

    /** As tokens and the file of keys call it: {@code officer}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findAny();
    }
}
