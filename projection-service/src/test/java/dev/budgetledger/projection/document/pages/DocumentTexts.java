package dev.budgetledger.projection.document.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.budgetledger.projection.document.Block;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.document.Source;

/** What a page of a document has to say, in its order. */
final class DocumentTexts {

    private DocumentTexts() {}

    /** All of it, without white space. */
    static String of(Document document) {
        List<String> texts = new ArrayList<>(List.of(document.head().department().code(), document.head().department().name(),
                document.head().title()));
        Colophon.of(document.head()).forEach((term, said) -> texts.addAll(List.of(term, said)));
        texts.add("目录");
        document.parts().forEach(part -> texts.add(part.title()));
        for (Document.Part part : document.parts()) {
            texts.add(part.title());
            part.blocks().forEach(block -> texts.addAll(of(block, part.title())));
        }
        return bare(String.join("", texts));
    }

    private static List<String> of(Block block, String title) {
        List<String> texts = new ArrayList<>();
        switch (block) {
            case Block.Heading heading -> texts.add(heading.text());
            case Block.Paragraph paragraph -> paragraph.spans().forEach(span -> texts.add(span.text()));
            case Sheet sheet -> {
                if (!sheet.title().equals(title)) {
                    texts.add(sheet.title());
                }
                texts.addAll(List.of(sheet.corners().left(), sheet.corners().middle(), sheet.corners().right()));
                cells(sheet).forEach(cell -> texts.add(cell.text()));
                texts.addAll(sheet.notes());
            }
        }
        return texts;
    }

    /** Every source of a figure that is not blank. */
    static List<Source> sources(Document document) {
        return document.parts().stream().flatMap(part -> part.blocks().stream()).flatMap(block -> switch (block) {
            case Block.Heading _ -> Stream.<Source>of();
            case Block.Paragraph paragraph -> paragraph.spans().stream().flatMap(span -> Stream.ofNullable(span.source()));
            case Sheet sheet -> cells(sheet).flatMap(cell -> Stream.ofNullable(cell.source()));
        }).toList();
    }

    /** What is repeated on every page of a sheet, without white space. */
    static String head(Sheet sheet) {
        return bare(sheet.corners().left() + sheet.corners().middle() + sheet.corners().right()
                + sheet.head().stream().flatMap(List::stream).map(GridCell::text).collect(Collectors.joining()));
    }

    static String bare(String text) {
        return text.replaceAll("\\s", "");
    }

    private static Stream<GridCell> cells(Sheet sheet) {
        return Stream.of(sheet.head(), sheet.body()).flatMap(List::stream).flatMap(List::stream);
    }
}
