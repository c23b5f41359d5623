package io.tidemark.reports.html;

import java.util.List;

/** Builds markup. Every text goes through {@link #escape}; only literals of this package are markup. For one thread. */
final class Markup {
    private final StringBuilder out = new StringBuilder(1 << 16);

    /** Appends literal markup. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends text. */
    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Appends an element with text in it; {@code open} is a literal tag name with its literal attributes. */
    Markup element(String open, String text) {
        int space = open.indexOf(' ');
        String name = space < 0 ? open : open.substring(0, space);
        return raw("<").raw(open).raw(">").text(text).raw("</").raw(name).raw(">");
    }

    /** Appends a table: the first column heads its row, the others are right-aligned unless {@code plain}. */
    Markup table(String caption, List<String> head, List<List<String>> rows) {
        raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(caption)
                .raw("\"><table><caption>")
                .text(caption)
                .raw("</caption><thead><tr>");
        head.forEach(h -> element("th scope=\"col\"", h));
        raw("</tr></thead><tbody>");
        for (List<String> row : rows) {
            raw("<tr>").element("th scope=\"row\"", row.get(0));
            row.subList(1, row.size()).forEach(cell -> element("td", cell));
            raw("</tr>");
        }
        return raw("</tbody></table></div>");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** {@code text} so that it means itself in an element and in a quoted attribute. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isPrintable(c) ? c : '\uFFFD');
            }
        }
        return safe.toString();
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' || c == '\n' || c == '\t';
    }
}
