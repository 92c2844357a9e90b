// Nothing of the news needs a script: this entry carries their styles into the build.
import './news.css'
