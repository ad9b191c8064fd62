package dev.budgetledger.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.edge.problems.Problem;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where the {@code type} of a problem leads: the reference of all codes, each at its name. */
@RestController
public final class ProblemPage {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final HtmlPage page;

    public ProblemPage() {
        Parser parser = Parser.builder().extensions(EXTENSIONS).build();
        HtmlRenderer html = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(_ -> (node, _, attributes) -> {
                    if (node instanceof Heading && node.getFirstChild() instanceof Text code) {
                        attributes.put("id", code.getLiteral());
                    }
                })
                .build();
        String body = Stream.of("problems.md", "refusals.md", "malformed.md")
                .map(ProblemPage::resource)
                .map(parser::parse)
                .peek(ProblemPage::unlink)
                .map(html::render)
                .collect(Collectors.joining("", "<article lang=\"en\">", "</article>"));
        page = new HtmlPage("问题代码 · Problems", body);
    }

    @GetMapping(path = Problem.PAGE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page() {
        return page.answer();
    }

    /** The other pages of the reference are not served here. */
    private static void unlink(Node node) {
        Node next;
        for (Node child = node.getFirstChild(); child != null; child = next) {
            next = child.getNext();
            unlink(child);
        }
        if (node instanceof Link link && !link.getDestination().startsWith("#")) {
            while (link.getFirstChild() != null) {
                link.insertBefore(link.getFirstChild());
            }
            link.unlink();
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ProblemPage.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
