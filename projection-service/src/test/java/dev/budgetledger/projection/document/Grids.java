package dev.budgetledger.projection.document;

import java.util.List;

/** How often each place of a grid is covered. */
final class Grids {

    private Grids() {}

    static int[] covered(List<List<GridCell>> rows, int width) {
        int[] covered = new int[rows.size() * width];
        for (int r = 0; r < rows.size(); r++) {
            int at = 0;
            for (GridCell cell : rows.get(r)) {
                while (covered[r * width + at] > 0) {
                    at++;
                }
                for (int down = 0; down < cell.rows(); down++) {
                    for (int across = 0; across < cell.columns(); across++) {
                        covered[(r + down) * width + at + across]++;
                    }
                }
                at += cell.columns();
            }
        }
        return covered;
    }
}
