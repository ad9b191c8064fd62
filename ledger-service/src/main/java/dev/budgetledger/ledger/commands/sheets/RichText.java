package dev.budgetledger.ledger.commands.sheets;

/** The text of an element that may have it in runs of different fonts; how it is pronounced, {@code rPh}, is none of it. */
final class RichText {

    /** What a cell of a spreadsheet holds at most. */
    static final int CHARS_MAX = 32_767;

    private final StringBuilder text = new StringBuilder();
    private boolean isText;
    private boolean isPronunciation;

    void restart() {
        text.setLength(0);
    }

    void look(WorkbookPart part) {
        switch (part.begins()) {
            case "t" -> isText = true;
            case "rPh" -> isPronunciation = true;
            case null, default -> {}
        }
        switch (part.ends()) {
            case "t" -> isText = false;
            case "rPh" -> isPronunciation = false;
            case null, default -> {}
        }
        String more = part.text();
        if (more != null && isText && !isPronunciation) {
            add(more);
        }
    }

    void add(String more) {
        if (text.length() + more.length() > CHARS_MAX) {
            throw WorkbookFault.tooLarge("a cell has more than " + CHARS_MAX + " characters");
        }
        text.append(more);
    }

    String text() {
        return text.toString();
    }
}
