package dev.budgetledger.projection.document;

import java.util.List;

/** 段: what stands in a part, one below the other. In JSON they are distinguished by their fields. */
public sealed interface Block permits Block.Heading, Block.Paragraph, Sheet {

    /**
     * A heading that the 目录 does not list.
     *
     * @param level 1 for the outermost within its part
     */
    record Heading(int level, String text) implements Block {}

    /** A paragraph of prose. */
    record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
        }
    }
}
