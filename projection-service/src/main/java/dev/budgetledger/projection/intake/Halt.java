package dev.budgetledger.projection.intake;

/** Why the intake went no further, and before which record. */
record Halt(RecordPosition before, String reason) {

    @Override
    public String toString() {
        return "before " + before + ": " + reason;
    }
}
