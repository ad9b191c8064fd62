package dev.budgetledger.projection.document.pages;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.budgetledger.projection.document.GridCell;

/**
 * A cell where it stands in its grid.
 *
 * @param row from 0
 * @param column from 0
 */
record PlacedCell(int row, int column, GridCell cell) {

    /** The cells of rows: each in the first place from the left that no cell above reaches into. */
    static List<PlacedCell> of(List<List<GridCell>> rows) {
        List<PlacedCell> placed = new ArrayList<>();
        List<BitSet> taken = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int column = 0;
            for (GridCell cell : rows.get(row)) {
                while (taken.size() < row + cell.rows()) {
                    taken.add(new BitSet());
                }
                column = taken.get(row).nextClearBit(column);
                placed.add(new PlacedCell(row, column, cell));
                for (int down = 0; down < cell.rows(); down++) {
                    taken.get(row + down).set(column, column + cell.columns());
                }
            }
        }
        return placed;
    }
}
