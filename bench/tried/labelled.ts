/** A proposal, and the titles of the earlier changes that it should be shown. */
export interface LabelledQuery {
  readonly title: string;
  readonly problem: string;
  /** Empty where nothing of the kind was tried. */
  readonly relevant: readonly string[];
}

/**
 * Proposals worded differently than what was tried, written before anything was ranked. These are about the year of the
 * playground's shop (src/playground/shop-*.ts).
 */
export const YEAR_QUERIES: readonly LabelledQuery[] = [
  ask("Keep what was put into the cart", "Carts are empty the next morning, and customers complain.", [
    "Keep the basket for 30 days",
  ]),
  ask("Guest checkout", "Visitors give up when they must register first.", ["Check out without an account"]),
  ask("Email customers who abandoned their cart", "Many carts are filled and never bought.", [
    "Remind people of full baskets by mail",
  ]),
  ask("Show an estimated delivery date at checkout", "Customers ask when their order will arrive.", [
    "Say when a parcel comes before people pay",
  ]),
  ask("Try a declined card again automatically", "Some payments are refused for a moment only.", [
    "Retry failed card payments once",
  ]),
  ask("Let customers pay in monthly rates", "Expensive orders are given up.", ["Offer payment by instalments"]),
  ask("Returns portal with a label to print", "Sending something back takes too long.", [
    "Print return labels at home",
  ]),
  ask("Hide the VAT field for private customers", "It is filled in wrongly, and accounting corrects it.", [
    "Ask for the tax number only from companies",
  ]),
  ask("Free shipping above 50 €", "The average order value is too low.", ["Free delivery from 40 €"]),
  ask("Preload the payment step", "It is slow on phones.", ["Load the payment page in the background"]),
  ask("Suggest accessories on the product page", "Customers forget the parts that belong to it.", [
    "Show what others ordered along with it",
    "Recommend by what was looked at",
  ]),
  ask("Single-page checkout", "Every step costs orders.", ["One page for the whole checkout"]),
  ask("Better message for a rejected coupon", "Support hears about codes that do not work.", [
    "Explain why a voucher does not count",
  ]),
  ask("Click and collect", "Customers in town would rather fetch it themselves.", ["Pick up in the store"]),
  ask("Fuzzy search", "Misspelled queries return nothing.", ["Forgive typing mistakes in the search"]),
  ask("Lazy-load images in lists", "Listing pages are heavy.", [
    "Load pictures when they come into view",
    "Serve pictures from a network near people",
  ]),
  ask("CDN for product photos", "They are slow for customers abroad.", [
    "Serve pictures from a network near people",
    "Load pictures when they come into view",
  ]),
  ask("Low stock badge", "Articles turn out to be unavailable after the order.", [
    "Show how many are left",
    "Import stock every five minutes",
  ]),
  ask("Combine several facets in the product list", "Customers can narrow down by one property only.", [
    "Filter by size and colour at once",
  ]),
  ask("Customer photos next to ratings", "Garments look different in reality and are sent back.", [
    "Reviews with pictures",
  ]),
  ask("Measurement chart for clothes", "The wrong size is why most things come back.", ["Size guide in centimetres"]),
  ask("Personalised home page", "Everyone sees the same offers.", ["Recommend by what was looked at"]),
  ask("Side-by-side comparison table", "Visitors switch between tabs to weigh products against each other.", [
    "Compare up to four products",
  ]),
  ask("Display gross prices in listings", "Tax is added late, and customers are surprised.", [
    "Say prices with tax everywhere",
  ]),
  ask("Back-in-stock notifications", "Visitors leave when an article is sold out.", [
    "Let people ask when something is back",
  ]),
  ask("Image search with the camera", "Customers cannot name what they are looking for.", ["Search by picture"]),
  ask("Speed up the build", "The pipeline takes half an hour.", ["Run the tests in parallel"]),
  ask("Continuous deployment", "Finished work waits for days before it is live.", ["Deploy on every merge"]),
  ask("Loyalty points for frequent buyers", "Nothing rewards regular customers.", []),
  ask("Translate the site into Spanish", "Visitors from Madrid leave at once.", []),
];

function ask(title: string, problem: string, relevant: readonly string[]): LabelledQuery {
  return { title, problem, relevant };
}
