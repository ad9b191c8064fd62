package dev.budgetledger.projection.document;

import java.util.List;

/**
 * 表: a grid as printed. Rows hold the cells that begin in them, from the left; what a cell above or before spans is left out.
 *
 * @param id no other sheet's of the document
 * @param title above it, empty if the part's says it
 * @param corners the line below the title
 * @param head rows that are repeated on every page
 * @param notes below it
 */
public record Sheet(String id, String title, Corners corners, List<List<GridCell>> head, List<List<GridCell>> body, List<String> notes)
        implements Block {

    /** What stands between title and grid: 部门, 预算年度, 金额单位; each may be empty. */
    public record Corners(String left, String middle, String right) {

        /** Up to three texts from left to right, two at its ends. */
        static Corners of(List<String> texts) {
            return new Corners(
                    texts.isEmpty() ? "" : texts.getFirst(),
                    texts.size() < 3 ? "" : texts.get(1),
                    texts.size() < 2 ? "" : texts.getLast());
        }
    }

    public Sheet {
        head = head.stream().map(List::copyOf).toList();
        body = body.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
    }

    /** How many columns it has. */
    public int width() {
        return (head.isEmpty() ? body : head).stream().findFirst().orElse(List.of()).stream().mapToInt(GridCell::columns).sum();
    }
}
